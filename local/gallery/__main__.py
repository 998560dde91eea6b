"""`make gallery`."""

from pathlib import Path

from local.gallery.page import build

if __name__ == "__main__":
    print(f"The gallery: {build(Path('build/gallery')).resolve().as_uri()}")
