"""Questions to the graph: SPARQL, and ready questions that take names."""

from kg.query.answers import AnswerKind, Answers
from kg.query.asking import ask
from kg.query.formats import FORMATS, format_answers
from kg.query.guards import guard, refuse_outside
from kg.query.own import Questions, gather_questions
from kg.query.questions import Parameter, Question, find_question, load_questions
from kg.query.running import run, write_answers
from kg.query.terms import check_terms

__all__ = [
    "FORMATS",
    "AnswerKind",
    "Answers",
    "Parameter",
    "Question",
    "Questions",
    "ask",
    "check_terms",
    "find_question",
    "format_answers",
    "gather_questions",
    "guard",
    "load_questions",
    "refuse_outside",
    "run",
    "write_answers",
]
