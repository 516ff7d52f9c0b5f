"""Proposing that what many ask for be published by itself (条例44): the information, never the
reply or who asked.
"""
