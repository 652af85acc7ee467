// What somebody has begun to fill in on a ballot outlives a reload of the page, in this tab alone, until it is sent.

function place(form) {
  return `unsent${location.pathname}${form.elements.ballot?.value ?? ""}`;
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit");
}

export function remember(form) {
  const chosen = fields(form).filter((field) => (field.matches("[type=checkbox], [type=radio]") ? field.checked : field.value));
  try {
    sessionStorage.setItem(place(form), JSON.stringify(chosen.map((field) => [field.name, field.value])));
  } catch {
    // a tab that keeps nothing
  }
}

export function recall(form) {
  let chosen;
  try {
    chosen = JSON.parse(sessionStorage.getItem(place(form)) ?? "[]");
  } catch {
    return;
  }
  for (const [name, value] of chosen) {
    for (const field of fields(form).filter((one) => one.name === name)) {
      if (!field.matches("[type=checkbox], [type=radio]")) field.value = value;
      else if (field.value === value) field.checked = true;
    }
  }
}

export function forget(form) {
  try {
    sessionStorage.removeItem(place(form));
  } catch {
    // nothing was kept
  }
}
