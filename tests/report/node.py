"""Runs the scripts of a page without a browser, where node is at hand."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.source import ROOT

NODE = shutil.which("node")
ASSETS = ROOT / "negotiation" / "report" / "assets"
needs_node = pytest.mark.skipif(NODE is None, reason="node is missing, which runs the page's scripts")


def run(body: str, data: Any, directory: Path) -> Any:
    """What a function body returns that sees the page's scripts and `data`."""
    assert NODE is not None
    (directory / "data.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    scripts = "\n".join(
        (ASSETS / name).read_text("utf-8") for name in ("table.js", "charts.js", "moment.js", "page.js")
    )
    wrapped = f"""
    const data = JSON.parse(require("fs").readFileSync({json.dumps(str(directory / "data.json"))}, "utf-8"));
    const found = (() => {{ {scripts}
      return (() => {{ {body} }})(); }})();
    require("fs").writeSync(1, JSON.stringify(found));
    """
    (directory / "run.js").write_text(wrapped, "utf-8")
    done = subprocess.run(  # noqa: S603 - our own scripts
        [NODE, directory / "run.js"], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
