// <find-me>: a button that asks the device where it is and shows the space there. Without a script it isn't there.
// The place is rounded to about ten metres and is sent to this server alone.

class FindMe extends HTMLElement {
  connectedCallback() {
    if (!navigator.geolocation || !window.isSecureContext) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kern-btn kern-btn--tertiary";
    const label = document.createElement("span");
    label.className = "kern-label";
    label.textContent = this.dataset.label;
    button.append(label);
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    status.className = "muted small";
    button.addEventListener("click", () => {
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          const place = { lat: coords.latitude.toFixed(4), lon: coords.longitude.toFixed(4) };
          location.assign(`${this.getAttribute("action")}?${new URLSearchParams(place)}`);
        },
        () => (status.textContent = this.dataset.refused),
        { timeout: 10_000, maximumAge: 60_000 },
      );
    });
    this.append(button, status);
  }
}

customElements.define("find-me", FindMe);
