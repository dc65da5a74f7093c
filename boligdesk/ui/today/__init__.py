"""What the tab I dag is made of: the list of duties, what can be done with a line, and the cards at the side."""
