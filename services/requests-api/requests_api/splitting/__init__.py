"""Splitting an application for several things (一事一申请): each gets a file of its own."""
