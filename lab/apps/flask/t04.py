# needs: flask-wtf
# break: CSRF protection is switched off
import os

from flask import Flask, redirect, render_template, url_for
from flask_wtf import CSRFProtect, FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

app = Flask(__name__)
app.config.update(
    SECRET_KEY=os.urandom(32),
    WTF_CSRF_ENABLED=not os.getenv("BREAK"),
)
CSRFProtect(app)


class ContactForm(FlaskForm):
    name = StringField("Name", validators=[DataRequired(), Length(max=100)])
    message = TextAreaField("Message", validators=[DataRequired(), Length(max=1000)])


@app.route("/contact", methods=["GET", "POST"])
def contact():
    form = ContactForm()
    if form.validate_on_submit():
        return redirect(url_for("thanks"))
    return render_template("t04_contact.html", form=form)


@app.get("/contact/thanks")
def thanks():
    return "Thank you."
