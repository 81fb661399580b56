// Puts questions without leaving the page, and draws the answers as cards. Without this script
// the same form gives the same answers as text.
"use strict";

(() => {
  const talk = document.getElementById("talk");
  const form = document.getElementById("ask");
  if (!talk || !form) return;
  const box = document.getElementById("question");
  const announced = document.getElementById("announced");
  const csrf = form.elements.csrf.value;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const UNREACHABLE = "Jag når inte Fristvakt just nu. Försök igen om en stund.";
  let waiting = false;

  async function sent(path, type, body) {
    const headers = { Accept: "application/json", "Content-Type": type, "X-CSRF": csrf };
    try {
      const response = await fetch(path, { method: "POST", headers, body, redirect: "error" });
      const answer = await response.json();
      return { text: answer.text, cards: answer.cards || [], isGood: response.ok };
    } catch {
      return { text: UNREACHABLE, cards: [], isGood: false };
    }
  }

  function asked(question) {
    const form = new URLSearchParams({ csrf, question });
    return sent("/fraga", "application/x-www-form-urlencoded", form.toString());
  }

  function pressed(press) {
    return sent("/tryck", "application/json", JSON.stringify(press));
  }

  function line(kind, unseen) {
    const item = document.createElement("li");
    item.className = kind;
    const who = document.createElement("span");
    who.className = "unseen";
    who.textContent = unseen;
    item.append(who);
    talk.append(item);
    return item;
  }

  function said(text, isGood) {
    const words = document.createElement("p");
    words.className = isGood ? "said" : "said error";
    words.textContent = text;
    return words;
  }

  // What the answer says, put into the item in place of what stood there.
  function fill(item, answer) {
    const who = item.querySelector(".unseen");
    const content = answer.cards.map((card) => framed(item, card));
    item.replaceChildren(who, ...(content.length ? content : [said(answer.text, answer.isGood)]));
  }

  function framed(item, card) {
    const frame = document.createElement("div");
    frame.className = "card";
    frame.tabIndex = -1;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", "Svar från Fristvakt");
    frame.append(
      Fristvakt.drawn(card, 2, (...told) => onPress(item, frame, ...told))
    );
    return frame;
  }

  function announce(text) {
    announced.textContent = "";
    requestAnimationFrame(() => (announced.textContent = text));
  }

  function show(item) {
    item.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
  }

  // Only one thing is asked at a time; what is pressed meanwhile is left.
  async function one(work) {
    if (waiting) return;
    waiting = true;
    talk.setAttribute("aria-busy", "true");
    await work();
    talk.removeAttribute("aria-busy");
    waiting = false;
  }

  function ask(question, get) {
    return one(async () => {
      const mine = line("mine", "Du skrev: ");
      mine.append(question);
      const theirs = line("theirs", "Fristvakt svarade: ");
      theirs.append(said("…", true));
      show(mine);
      const answer = await get();
      fill(theirs, answer);
      announce(answer.text);
      show(mine);
    });
  }

  function onPress(item, frame, press, title, inPlace) {
    if (!inPlace) return ask(title, () => pressed(press));
    return one(async () => {
      frame.setAttribute("aria-busy", "true");
      const answer = await pressed(press);
      frame.removeAttribute("aria-busy");
      frame.querySelectorAll(":scope > .said").forEach((earlier) => earlier.remove());
      if (answer.cards.length) {
        fill(item, answer);
        const card = item.querySelector(".card");
        card.focus({ preventScroll: true });
        if (card.getBoundingClientRect().top < 0) show(item);
      } else {
        frame.append(said(answer.text, answer.isGood));
      }
      announce(answer.text);
    });
  }

  function onSubmit(event, question) {
    event.preventDefault();
    if (waiting || !question.trim()) return;
    box.value = "";
    box.focus({ preventScroll: true });
    ask(question, () => asked(question));
  }

  form.addEventListener("submit", (event) => onSubmit(event, box.value));
  document.querySelectorAll("form.example").forEach((example) => {
    example.addEventListener("submit", (event) => onSubmit(event, example.elements.question.value));
  });
})();
