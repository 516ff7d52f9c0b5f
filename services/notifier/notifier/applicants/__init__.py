"""Applicants, who are recipients by reference: asked for when a message is sent, never kept."""
