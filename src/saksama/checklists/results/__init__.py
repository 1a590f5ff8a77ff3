"""Results sheets: entered twice from the photo by independent people, settled by a third, added up."""
