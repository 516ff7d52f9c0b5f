"""E-mail by SMTP: plain text, Chinese."""
