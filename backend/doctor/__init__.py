"""What is installed, what is missing and what to do: the command `doctor`.

Looks only; imports none of the libraries that it reports on, so it also works where one is broken.
"""

from __future__ import annotations

import sys

from backend.doctor.diagnosis import Diagnosis, diagnosis_text
from backend.doctor.libraries import (
    LIBRARIES,
    check_library,
    check_python,
    check_qt_libraries,
    check_qt_pair,
    installed_version,
    missing_qt_libraries,
)
from backend.doctor.machine import (
    check_disk,
    check_gpu,
    check_memory,
    check_starter,
    check_writable,
)
from backend.hardware.probe import probe
from backend.models.folder import check_model_folder
from backend.settings.paths import app_folder, resources_folder

__all__ = ["Diagnosis", "diagnose", "diagnosis_text"]


def diagnose() -> Diagnosis:
    """Looks at everything that Tunedesk stands on."""
    home = app_folder()
    machine = probe([home])
    return Diagnosis(
        (
            check_python(sys.version_info[:3]),
            *(check_library(library) for library in LIBRARIES),
            check_qt_pair(sys.version_info[:3], installed_version("PySide6-Essentials")),
            check_qt_libraries(missing_qt_libraries()),
            check_gpu(machine),
            check_memory(machine.ram_total_bytes),
            check_disk(home, machine.disks[0].free_bytes),
            check_writable(home),
            check_starter(resources_folder() / "starter_model", check_model_folder),
        )
    )
