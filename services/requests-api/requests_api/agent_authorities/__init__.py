"""By what somebody applies in another's name: noted when the paper or file comes."""
