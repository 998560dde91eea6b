// The page's own sentences: the furniture in the story's language, Slack's side in the person's.

const catalogues = {};
let story = "en";
let person = "en";

export const learn = (language, sentences) => {
  catalogues[language] = sentences;
};

export async function loadWords() {
  const load = async (language) => learn(language, await (await fetch(`/sentences/${language}.json`)).json());
  await Promise.all(["ja", "en"].map(load));
}

export function speak(storyLanguage, personLanguage) {
  story = storyLanguage;
  person = personLanguage;
  document.documentElement.lang = story;
}

export const say = (key, values) => sentence(story, key, values);
export const slackSays = (key, values) => sentence(person, `slack.${key}`, values);
export const personLanguage = () => person;

function sentence(language, key, values = {}) {
  const raw = catalogues[language]?.[key];
  if (raw === undefined) throw new Error(`no sentence: ${language} ${key}`);
  return raw.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? `{${name}}`);
}
