// Only what the report draws: the whole of plotly.js is three times as large.
const Plotly = require("plotly.js/lib/core");

Plotly.register([
  require("plotly.js/lib/bar"),
  require("plotly.js/lib/heatmap"),
  require("plotly.js/lib/sankey"),
  require("plotly.js/lib/scattergeo"),
]);

module.exports = Plotly;
