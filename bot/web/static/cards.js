// Draws Adaptive Cards with Microsoft's own renderer, in the colours of the page.
"use strict";

window.Fristvakt = (() => {
  // The colours are those of page.css by name, so that a card follows light and dark by itself.
  const shade = (name) => ({ default: `var(--${name})`, subtle: "var(--quiet)" });
  const words = {
    default: shade("ink"),
    dark: shade("ink"),
    light: shade("ink"),
    accent: shade("accent"),
    attention: shade("late"),
    warning: shade("soon"),
    good: shade("fine"),
  };
  const ground = (name) => ({ backgroundColor: `var(--${name})`, foregroundColors: words });

  const hostConfig = (headingLevel) => ({
    supportsInteractivity: true,
    fontFamily: "inherit",
    fontSizes: { small: 13, default: 15, medium: 17, large: 20, extraLarge: 24 },
    fontWeights: { lighter: 400, default: 400, bolder: 600 },
    lineHeights: { small: 18, default: 22, medium: 24, large: 26, extraLarge: 30 },
    spacing: { small: 4, default: 8, medium: 14, large: 20, extraLarge: 28, padding: 16 },
    separator: { lineThickness: 1, lineColor: "var(--line)" },
    containerStyles: {
      default: ground("paper"),
      emphasis: ground("ground"),
      accent: ground("accent-ground"),
      attention: ground("late-ground"),
      warning: ground("soon-ground"),
      good: ground("fine-ground"),
    },
    actions: {
      maxActions: 6,
      spacing: "default",
      buttonSpacing: 8,
      actionsOrientation: "horizontal",
      actionAlignment: "left",
      preExpandSingleShowCardAction: false,
    },
    factSet: { title: { weight: "bolder", maxWidth: 230, wrap: true }, spacing: 14 },
    textBlock: { headingLevel },
  });

  const markdown = window.markdownit({ html: false }).disable(["image", "link", "autolink"]);
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdown.render(text);
    result.didProcess = true;
  };

  // Returns the card as an element; `pressed` is told what a button carries, and whether its
  // answer takes the card's place (Action.Execute) or comes as a new message (Action.Submit).
  function drawn(json, headingLevel, pressed) {
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = new AdaptiveCards.HostConfig(hostConfig(headingLevel));
    card.onExecuteAction = (action) => {
      if (action instanceof AdaptiveCards.ExecuteAction) {
        pressed({ verb: action.verb, data: action.data }, action.title, true);
      } else if (action instanceof AdaptiveCards.SubmitAction) {
        pressed({ data: action.data }, action.title, false);
      }
    };
    card.parse(json);
    return card.render();
  }

  return { drawn };
})();
