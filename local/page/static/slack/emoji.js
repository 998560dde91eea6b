// The emoji that Slack names and people use most. One that is not here is shown by its name.

const NAMES = `+1 👍 -1 👎 100 💯 apple 🍎 balloon 🎈 bento 🍱 blush 😊 books 📚 bow 🙇 bulb 💡 cat 🐱 cherry_blossom 🌸
clap 👏 coffee ☕ confetti_ball 🎊 cry 😢 dog 🐶 eyes 👀 fire 🔥 four_leaf_clover 🍀 grin 😁 hammer 🔨 heart ❤️ hourglass ⌛
innocent 😇 joy 😂 joy_cat 😹 key 🔑 laughing 😆 leaves 🍃 mag 🔍 memo 📝 moon 🌙 muscle 💪 musical_note 🎵 ok_hand 👌
onigiri 🍙 package 📦 partying_face 🥳 pencil2 ✏️ penguin 🐧 phone ☎️ pray 🙏 rainbow 🌈 raised_hands 🙌 ramen 🍜 relaxed ☺️
relieved 😌 rice_ball 🍙 rocket 🚀 rose 🌹 seedling 🌱 slightly_smiling_face 🙂 smile 😄 smiley 😃 snowflake ❄️ sob 😭
sparkles ✨ star ⭐ sunflower 🌻 sunny ☀️ sushi 🍣 sweat_smile 😅 tada 🎉 tea 🍵 thinking_face 🤔 thumbsup 👍 tulip 🌷
umbrella ☔ warning ⚠️ wave 👋 white_check_mark ✅ wrench 🔧 x ❌ yum 😋 zap ⚡ zzz 💤`.split(/\s+/);

const KNOWN = new Map();
for (let n = 0; n < NAMES.length; n += 2) KNOWN.set(NAMES[n], NAMES[n + 1]);

export const emoji = (name) => KNOWN.get(name.split("::")[0]) ?? `:${name}:`;
