"""The pages' elements: besides app.py and pages/, the only code that knows Streamlit."""
