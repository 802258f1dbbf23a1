"""Check the guides and compile them to one JSON file whenever the package is built."""

import compileall
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileGuides(BuildHookInterface):  # type: ignore[type-arg]
    """Run the strict loader; a guide with a problem stops the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's interface
        """Write the compiled guides; for a checkout used in place also its bytecode, as installing a wheel does."""
        source = Path(self.root) / "src"
        sys.path.insert(0, str(source))
        from stepready.guides.compile import write_compiled  # noqa: PLC0415 - there only with `source` in place

        write_compiled()
        if version == "editable":
            compileall.compile_dir(source, quiet=2)
