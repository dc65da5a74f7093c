"""What follows a missed rent: late interest, fees, and the one recommended next step. Values in, values out."""
