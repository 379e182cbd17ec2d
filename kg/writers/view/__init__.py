"""The graph as one HTML file that opens offline and shows the sentence behind every edge."""

from kg.writers.view.page import html_view

__all__ = ["html_view"]
