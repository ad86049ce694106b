"""What Tunedesk is made of, and under which licences its parts come."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Credit:
    """One part that others have written.

    Attributes:
        name: As its makers call it.
        licence: By its short name (SPDX).
        distribution: Its name for installers, to look its version up; empty for what is no library.
    """

    name: str
    licence: str
    distribution: str = ""


# Licences as the distributions themselves state them.
CREDITS = (
    Credit("Qt and PySide6", "LGPL-3.0", "PySide6-Essentials"),
    Credit("PyTorch", "BSD-3-Clause and others", "torch"),
    Credit("Transformers", "Apache-2.0", "transformers"),
    Credit("PEFT", "Apache-2.0", "peft"),
    Credit("TRL", "Apache-2.0", "trl"),
    Credit("Accelerate", "Apache-2.0", "accelerate"),
    Credit("Datasets", "Apache-2.0", "datasets"),
    Credit("Tokenizers", "Apache-2.0", "tokenizers"),
    Credit("bitsandbytes", "MIT", "bitsandbytes"),
    Credit("pypdfium2 and PDFium", "BSD-3-Clause, Apache-2.0", "pypdfium2"),
    Credit("PyQtGraph", "MIT", "pyqtgraph"),
    Credit("Pydantic", "MIT", "pydantic"),
    Credit("psutil", "BSD-3-Clause", "psutil"),
    Credit("nvidia-ml-py", "BSD-3-Clause", "nvidia-ml-py"),
    Credit("keyring", "MIT", "keyring"),
    Credit("platformdirs", "MIT", "platformdirs"),
    Credit("tomli-w", "MIT", "tomli-w"),
    Credit("QtAwesome", "MIT", "qtawesome"),
    Credit("Phosphor icons", "MIT"),
    Credit("Inter typeface", "OFL-1.1"),
)
