"""What all tests share: under CI a test that needs a browser or a registry may not skip in silence."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

NEEDED = ("browser", "install")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
    call: pytest.CallInfo[None],  # noqa: ARG001 - pytest matches hooks by the names of their arguments
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip of a browser or installation test into a failure where CI=true."""
    report = yield
    skipped = report.skipped and not hasattr(report, "wasxfail")
    if skipped and os.environ.get("CI") == "true" and any(map(item.get_closest_marker, NEEDED)):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"under CI this test must run: {reason}"
    return report
