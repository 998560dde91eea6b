"""The parts of `make deploy`; `plan`, `destroy`, `rollback` and `upgrade-check` use them, too."""
