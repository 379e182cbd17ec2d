"""Questions to the graph: SPARQL, and ready questions that take names."""

from kg.query.answers import AnswerKind, Answers
from kg.query.asking import ask
from kg.query.formats import FORMATS, format_answers
from kg.query.guards import refuse_outside
from kg.query.questions import Parameter, Question, find_question, load_questions
from kg.query.running import run

__all__ = [
    "FORMATS",
    "AnswerKind",
    "Answers",
    "Parameter",
    "Question",
    "ask",
    "find_question",
    "format_answers",
    "load_questions",
    "refuse_outside",
    "run",
]
