"""Tests of the model: laws over made-up and shipped cases, a naive replay, a machine, examples."""
