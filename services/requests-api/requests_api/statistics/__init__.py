"""An annual report's figures counted from the office's own cases."""
