// Captions: plain English about the recipe, put together from what the family really drew.
#pragma once
#include "../exact/text.hpp"
#include "recipe.hpp"

namespace piwa {

PIWA_INLINE const char* numberWord(i32 number) {
  switch (number) {
    case 1:
      return "one";
    case 2:
      return "two";
    case 3:
      return "three";
    case 4:
      return "four";
    case 5:
      return "five";
    case 6:
      return "six";
    case 7:
      return "seven";
    case 8:
      return "eight";
    case 9:
      return "nine";
    case 10:
      return "ten";
    case 11:
      return "eleven";
    default:
      return "twelve";
  }
}

PIWA_NOINLINE void writeNumber(Text& text, i32 number) {
  if (number >= 1 && number <= 12) {
    text.write(numberWord(number));
  } else {
    text.decimal(number);
  }
}

/// hue, saturation and value in [0, 1].
PIWA_NOINLINE const char* colorWord(f32 hue, f32 saturation, f32 value) {
  if (value < .18f) {
    return "black";
  }
  if (saturation < .12f) {
    return value > .8f ? "white" : "gray";
  }
  if (hue < .03f || hue >= .94f) {
    return value > .8f && saturation < .5f ? "pink" : "red";
  }
  if (hue < .11f) {
    if (value < .65f) {
      return "brown";
    }
    return saturation < .62f ? (saturation < .3f ? "cream" : "tan") : "orange";
  }
  if (hue < .19f) {
    return value < .5f ? "olive" : saturation < .3f ? "cream" : "yellow";
  }
  if (hue < .43f) {
    return "green";
  }
  if (hue < .54f) {
    return "turquoise";
  }
  if (hue < .70f) {
    return "blue";
  }
  return hue < .82f ? "purple" : "pink";
}

/// What people call a metal by its look.
PIWA_NOINLINE const char* metalWord(f32 hue, f32 saturation, f32 value) {
  if (saturation < .2f) {
    return value > .75f ? "silver" : value > .45f ? "steel" : "iron";
  }
  if (hue >= .025f && hue < .085f) {
    return value > .6f ? "copper" : "bronze";
  }
  if (hue >= .085f && hue < .17f) {
    return value > .65f ? "golden" : "bronze";
  }
  return colorWord(hue, saturation, value);
}

PIWA_NOINLINE const char* woodWord(f32 hue, f32 saturation, f32 value) {
  if (hue >= .13f && hue < .95f) {
    return colorWord(hue, saturation, value);
  }
  return value > .68f ? "pale" : value > .33f ? "brown" : "dark";
}

PIWA_INLINE bool startsWith(const char* word, const char* start) {
  while (*start && *word == *start) {
    word++;
    start++;
  }
  return *start == 0;
}

/// Whether the word takes "an": by its sound, not by its first letter alone.
PIWA_NOINLINE bool takesAn(const char* word) {
  const char c = word[0];
  if (startsWith(word, "one") || startsWith(word, "uni")) {
    return false;
  }
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/// Starts a caption with "a" or "an" and the first word.
PIWA_NOINLINE void startCaption(Text& text, const char* word) {
  text.write(takesAn(word) ? "an " : "a ");
  text.write(word);
}

constexpr i32 phrasesMax = 10;

/// The parts a caption lists; number 0 means that the phrase carries its own article.
struct Phrases {
  const char* words[phrasesMax];
  i32 number[phrasesMax];
  i32 count;

  PIWA_NOINLINE void add(const char* phrase) { addCounted(0, phrase, phrase); }

  PIWA_NOINLINE void addCounted(i32 amount, const char* one, const char* many) {
    if (count < phrasesMax) {
      words[count] = amount == 1 ? one : many;
      number[count] = amount;
      count++;
    }
  }

  /// Writes " with one x, y and z", or nothing when there is nothing to list.
  PIWA_NOINLINE void write(Text& text, const char* opening) {
    for (i32 i = 0; i < count; i++) {
      text.write(i == 0 ? opening : i + 1 == count ? " and " : ", ");
      if (number[i] > 0) {
        writeNumber(text, number[i]);
        text.put(' ');
      }
      text.write(words[i]);
    }
  }
};

}  // namespace piwa
