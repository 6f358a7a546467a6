"""What stands on the page: the only rooms besides main, app and the pages that know Streamlit."""
