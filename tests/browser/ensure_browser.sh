#!/bin/sh
# Make sure that a Chromium is there for the browser tests: the system's, else Debian's package, else Playwright's own.
# Usage: ensure_browser.sh PYTHON
set -eu
python="$1"
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "installing Debian's chromium for the browser tests"
  apt-get update -qq && apt-get install -y -qq chromium >/dev/null && exit 0
fi
echo "fetching Playwright's chromium for the browser tests"
"$python" -m playwright install chromium || {
  echo "no Chromium could be installed: browser tests will be skipped (with CI=true they fail)" >&2
}
