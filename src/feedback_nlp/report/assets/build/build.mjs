// Writes plotly.min.js, europe.topojson.js and plotly-LICENSE.txt into the report's assets.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import esbuild from "esbuild";

const assets = fileURLToPath(new URL("../vendor/", import.meta.url));
const require = createRequire(import.meta.url);
const { version } = require("plotly.js/package.json");

await esbuild.build({
  entryPoints: ["entry.js"],
  outfile: `${assets}plotly.min.js`,
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "Plotly",
  target: "es2020",
  define: { global: "window" },
  loader: { ".css": "text", ".png": "dataurl", ".svg": "text" },
  legalComments: "none",
  charset: "ascii",
  banner: { js: `/* plotly.js ${version}, MIT licence, see plotly-LICENSE.txt */` },
  logLevel: "warning",
});

// plotly.js loads base maps from a server unless they are there already.
const sandbox = { window: {} };
vm.runInNewContext(readFileSync(require.resolve("plotly.js/dist/plotly-geo-assets.js"), "utf8"), sandbox);
const all = sandbox.window.Plotly.topojson;
const map = JSON.stringify({ topojson: { europe_50m: all.europe_50m } });
writeFileSync(`${assets}europe.topojson.js`, `window.PlotlyGeoAssets=${map};\n`);
copyFileSync(new URL("LICENSE", new URL("./node_modules/plotly.js/", import.meta.url)), `${assets}plotly-LICENSE.txt`);
