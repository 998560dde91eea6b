"""`make package`: writes the archive that Terraform uploads. Run it as ``python -m infra.tools.package``.

The same files make the same bytes on any machine: files are sorted, have a fixed time and fixed rights, and are not
compressed, as compressors differ. ``pyproject.toml`` is left out: with it the buildpack would build the project instead
of installing the pins.
"""

import sys
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

ROOT = Path(__file__).parent.parent.parent
ARCHIVE = ROOT / "build" / "furikaeri.zip"
ALLOWED = (
    "requirements.txt",
    "functions/*.py",
    "shared/**/*.py",
    "shared/**/*.toml",
    "shared/*.json",
    "shared/web/templates/*.html",
    "shared/web/static/board.*",
)
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def files(root: Path) -> list[Path]:
    """The files of the allow-list, sorted by name."""
    found = {path for pattern in ALLOWED for path in root.glob(pattern) if path.is_file()}
    return sorted(found, key=lambda path: path.relative_to(root).as_posix())


def package(root: Path, archive: Path) -> int:
    """Write the archive. Returns the number of its files."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    inside = files(root)
    with ZipFile(archive, "w", ZIP_STORED) as opened:
        for path in inside:
            entry = ZipInfo(path.relative_to(root).as_posix(), LONG_AGO)
            entry.create_system = 3  # Unix, on any machine
            entry.external_attr = 0o100644 << 16
            opened.writestr(entry, path.read_bytes())
    return len(inside)


def main() -> int:
    """Write the archive and print its size. Returns the exit status."""
    count = package(ROOT, ARCHIVE)
    sys.stdout.write(f"{ARCHIVE.relative_to(ROOT)}: {count} files, {ARCHIVE.stat().st_size // 1024} KiB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
