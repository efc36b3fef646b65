"""Answers leave as pictures and as a page that anybody can open."""
