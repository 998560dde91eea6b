"""The version. `/kpt doctor`, the manifest and pyproject.toml take it from here; the topmost version of CHANGELOG.md is
the same (tests/project/test_docs.py)."""

VERSION = "0.2.0"
