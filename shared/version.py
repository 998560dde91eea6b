"""The version, in this one place: `/kpt doctor`, the manifest and pyproject.toml take it from here, and the topmost
version of CHANGELOG.md is this one (tests/project/test_docs.py)."""

VERSION = "0.2.0"
