"""The only package that imports Streamlit: state, resources, forms, charts, notices, live."""
