"""The local launcher: starts every part of the platform on this machine, from the real parts."""
