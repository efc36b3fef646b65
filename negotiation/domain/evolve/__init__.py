"""What each family of events does to the state of its subject, a page per family.

Total: an event that makes no sense where it stands changes nothing and is kept,
as void or outside, for the answer to show.
"""
