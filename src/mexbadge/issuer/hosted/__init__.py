"""What is hosted: written from the register, and never behind it."""
