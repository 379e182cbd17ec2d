"""Answers SPARQL in processes of their own, so that a query that takes too much can be stopped."""

from kg.execution.engine import Engine
from kg.execution.hired import Hired
from kg.execution.limits import Limits
from kg.execution.task import Chunks, Reply, Task

__all__ = ["Chunks", "Engine", "Hired", "Limits", "Reply", "Task"]
