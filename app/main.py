from policyfacts.web import create_app

app = create_app()
