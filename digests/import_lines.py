"""What is logged of an import, whether the folder or the command line asked for it."""

import time
from collections.abc import Callable

from digests.events import event
from storage.intake import UnusableFileError
from storage.intake.refusal import ImportRefusedError
from storage.intake.report import ImportReport

_MS = 1_000


def logged(
    importing: Callable[[], ImportReport],
    run_id: str,
    files: int,
    seconds: Callable[[], float] = time.perf_counter,
) -> ImportReport:
    """Return what the import gives, and log in numbers what came of it; raises what it raises."""
    began = seconds()
    try:
        report = importing()
    except (ImportRefusedError, UnusableFileError) as refused:
        event("import_refused", run_id, files=files, reason=refused.code)
        raise
    event(
        "imported",
        run_id,
        batch=report.batch,
        files=len(report.files),
        rows=sum(file.rows for file in report.files),
        rejected=len(report.rejected),
        gone=sum(file.gone for file in report.files),
        ms=round((seconds() - began) * _MS),
    )
    return report
