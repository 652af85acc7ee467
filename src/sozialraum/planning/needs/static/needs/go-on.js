// A table of thousands of rows is registered in steps; with a script nobody has to press the button for each.
document.querySelector("form[data-go-on]")?.requestSubmit();
