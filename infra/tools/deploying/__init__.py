"""The parts of `make deploy`, which `plan`, `destroy`, `rollback` and `upgrade-check` use, too."""
