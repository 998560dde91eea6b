"""Writes the gallery as a folder of static files, which a browser opens without a server."""

import json
import re
import shutil
from pathlib import Path
from typing import Final

from local import page as served
from local.gallery.cases import CASES
from local.gallery.panels import panels
from local.gallery.walls import SIZES, walls
from shared.web import files

HERE: Final = Path(__file__).parent / "static"
PAGE: Final = Path(served.__file__).parent
STYLES: Final = ("style.css", "slack.css")


def build(folder: Path) -> Path:
    """Write the gallery into the folder, which it empties first. Returns the page to open."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(PAGE / "static" / "faces", folder / "faces")
    for case in CASES:
        text = json.dumps(panels(case), ensure_ascii=False, separators=(",", ":"))
        (folder / f"{case.id}.js").write_text(f"globalThis.GALLERY = {text};\n", encoding="utf-8")
    for style in STYLES:
        shutil.copy(PAGE / "static" / "styles" / style, folder)
    for name in ("index.html", "panels.html", "boards.html", "gallery.css", "frame.js", "walls.js"):
        shutil.copy(HERE / name, folder)
    _write_boards(folder)
    (folder / "gallery.js").write_text(_one_script(), encoding="utf-8")
    return folder / "index.html"


def _write_boards(folder: Path) -> None:
    """Write each of the board's pages into its own file."""
    for case in CASES:
        beside = folder / "board" / case.id
        beside.mkdir(parents=True)
        for wall in walls(case):
            then = f'<meta name="then" content="{wall.then}">\n<title>'
            html = wall.html.replace("<title>", then, 1) if wall.then else wall.html
            (beside / f"{wall.name}.html").write_text(html, encoding="utf-8")
        (beside / "board.css").write_text(files.style(), encoding="utf-8")
        (beside / "board.js").write_text(files.script(), encoding="utf-8")
        shutil.copy(HERE / "board-alone.js", beside)
    pages = [{"name": wall.name, "title": wall.title} for wall in walls(CASES[0])]
    known = json.dumps({"sizes": SIZES, "pages": pages})
    (folder / "boards.js").write_text(f"globalThis.BOARDS = {known};\n", encoding="utf-8")


def _one_script() -> str:
    """The modules of the page and of the gallery as one script: a browser loads no module from a file URL."""
    words = {language: _sentences(language) for language in ("ja", "en")}
    known = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    modules: dict[str, str] = {}
    _gather(HERE / "gallery.js", modules)
    return "\n".join([f"globalThis.WORDS = {known};", *modules.values()])


def _sentences(language: str) -> dict[str, str]:
    """The page's sentences that belong to Slack's side."""
    said = json.loads((PAGE / "sentences" / f"{language}.json").read_text(encoding="utf-8"))
    return {key: sentence for key, sentence in said.items() if key.startswith("slack.")}


_IMPORT: Final = re.compile(r'^import \{ (.+) \} from "(\.{1,2}/.+\.js)";$', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?=(?:async )?(?:function|const) (\w+))", re.MULTILINE)


def _gather(path: Path, modules: dict[str, str]) -> None:
    """Add a module to ``modules`` after those that it imports. Each becomes a function that returns its exports."""
    name, text = path.stem, path.read_text(encoding="utf-8")
    for _names, needed in _IMPORT.findall(text):
        if Path(needed).stem not in modules:
            _gather(path.parent / needed, modules)
    inside = _IMPORT.sub(lambda found: f"const {{ {found[1]} }} = ${Path(found[2]).stem};", text)
    exports = ", ".join(_EXPORT.findall(text))
    inside = _EXPORT.sub("", inside)
    modules[name] = f"const ${name} = (() => {{\n{inside}\nreturn {{ {exports} }};\n}})();"
