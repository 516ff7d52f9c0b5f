"""What goes out with a reply: files of the office, looked through before anybody approves them."""
