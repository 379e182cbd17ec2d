"""The graph as one HTML file that opens offline and shows the sentence behind every edge."""

from kg.writers.view.page import Edition, html_view
from kg.writers.view.wording import languages

__all__ = ["Edition", "html_view", "languages"]
