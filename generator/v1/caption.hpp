// Captions: plain English about the recipe, put together from what the family really drew.
#pragma once
#include "recipe.hpp"
#include "../exact/text.hpp"

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
    return value < .65f ? "brown" : "orange";
  }
  if (hue < .19f) {
    return value < .5f ? "olive" : "yellow";
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

/// Starts a caption with "a" or "an" and the first word.
PIWA_NOINLINE void startCaption(Text& text, const char* word) {
  const char c = word[0];
  const bool vowel = c == 'a' || c == 'e' || c == 'i' || c == 'o';
  text.write(vowel ? "an " : "a ");
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

PIWA_INLINE const char* shapeWord(Shape shape, bool plural) {
  switch (shape) {
    case Shape::ellipsoid:
      return plural ? "ellipsoids" : "ellipsoid";
    case Shape::box:
      return plural ? "boxes" : "box";
    case Shape::cylinder:
      return plural ? "cylinders" : "cylinder";
    case Shape::cone:
      return plural ? "cones" : "cone";
    case Shape::torus:
      return plural ? "rings" : "ring";
    case Shape::superquadric:
      return plural ? "superquadrics" : "superquadric";
    case Shape::capsule:
      return plural ? "capsules" : "capsule";
    case Shape::frame:
      return plural ? "wire frames" : "wire frame";
    default:
      return plural ? "turned columns" : "turned column";
  }
}

/// Lists the primitives of one operation, from `first` on, by kind and number.
PIWA_NOINLINE i32 listShapes(Phrases& phrases, const Recipe& recipe, i32 first, Operation kind) {
  i32 total = 0;
  for (i32 s = 0; s < shapeCount; s++) {
    i32 amount = 0;
    for (i32 i = first; i < recipe.count; i++) {
      const Primitive& p = recipe.primitive[i];
      amount += (i32)p.shape == s && p.operation == kind;
    }
    if (amount > 0) {
      phrases.addCounted(amount, shapeWord((Shape)s, false), shapeWord((Shape)s, true));
    }
    total += amount;
  }
  return total;
}

}  // namespace piwa
