// L-systems: an exact string rewriting, and a turtle that draws its limbs.
//   F limb   [ ] remember, go back   & ^ pitch down, up   / roll   L leaves   A B C apexes
#pragma once
#include "living-kit.hpp"

namespace piwa {

constexpr i32 sentenceMax = 240;
constexpr i32 turtleDepth = 8;

struct Rule {
  char symbol;
  const char* becomes;
};

struct Sentence {
  char text[sentenceMax];
  i32 length;
};

PIWA_NOINLINE void appendText(Sentence& sentence, const char* text) {
  for (const char* c = text; *c; c++) {
    if (sentence.length < sentenceMax) {
      sentence.text[sentence.length++] = *c;
    }
  }
}

PIWA_INLINE const char* ruleFor(const Rule* rules, i32 count, char symbol) {
  for (i32 i = 0; i < count; i++) {
    if (rules[i].symbol == symbol) {
      return rules[i].becomes;
    }
  }
  return nullptr;
}

/// Rewrites every symbol `rounds` times at once.
PIWA_NOINLINE void rewrite(Sentence& sentence, const Rule* rules, i32 count, i32 rounds) {
  for (i32 round = 0; round < rounds; round++) {
    Sentence next;
    next.length = 0;
    for (i32 i = 0; i < sentence.length; i++) {
      const char* becomes = ruleFor(rules, count, sentence.text[i]);
      if (becomes) {
        appendText(next, becomes);
      } else if (next.length < sentenceMax) {
        next.text[next.length++] = sentence.text[i];
      }
    }
    for (i32 i = 0; i < next.length; i++) {
      sentence.text[i] = next.text[i];
    }
    sentence.length = next.length;
  }
}

struct TurtleState {
  Spot at;
  f32 rotation[9];
  f32 length;
  f32 radius;
};

struct Growth {
  f32 angle;
  f32 angleSpread;
  f32 roll;
  f32 shrink;
  f32 taper;
  /// Pulls directions up, or down when negative.
  f32 lift;
  i32 reserve;
};

constexpr i32 tipsMax = 24;

/// Where leaves grow.
struct Tips {
  Spot at[tipsMax];
  Spot direction[tipsMax];
  f32 length[tipsMax];
  i32 count;
};

PIWA_INLINE void turnTurtle(TurtleState& state, f32 x, f32 y, f32 z, f32 angle) {
  f32 turn[9];
  f32 before[9];
  axisRotation(turn, x, y, z, angle);
  for (i32 i = 0; i < 9; i++) {
    before[i] = state.rotation[i];
  }
  multiplyRotations(state.rotation, before, turn);
}

/// Draws one limb from the state and moves it there.
PIWA_NOINLINE void growLimb(Maker& maker, TurtleState& state, const Growth& growth) {
  const f32 uneven = maker.random.between(.8f, 1.2f);
  const f32 length = state.length * uneven;
  Spot direction{state.rotation[1], state.rotation[4] + growth.lift, state.rotation[7]};
  const f32 size = larger(length3(direction.x, direction.y, direction.z), .05f);
  direction = {direction.x / size, direction.y / size, direction.z / size};
  const Spot next = along(state.at, direction, length);
  const f32 thinner = state.radius * growth.taper;
  maker.limb(state.at, next, state.radius, thinner).blend = state.radius * .5f;
  state.at = next;
  state.radius = thinner;
  state.length = state.length * growth.shrink;
}

/// Walks a sentence from a root; limbs are drawn, leaves are noted. `reserve` primitives stay free.
PIWA_NOINLINE void walkSentence(Maker& maker, const Sentence& sentence, const TurtleState& root,
                                const Growth& growth, Tips& tips) {
  TurtleState stack[turtleDepth];
  TurtleState state = root;
  i32 depth = 0;
  for (i32 i = 0; i < sentence.length; i++) {
    const f32 off = maker.random.between(-1.f, 1.f) * growth.angleSpread;
    const char symbol = sentence.text[i];
    if (symbol == '[' && depth < turtleDepth) {
      stack[depth++] = state;
    } else if (symbol == ']' && depth > 0) {
      state = stack[--depth];
    } else if (symbol == '&') {
      turnTurtle(state, 1.f, 0.f, 0.f, growth.angle + off);
    } else if (symbol == '^') {
      turnTurtle(state, 1.f, 0.f, 0.f, off - growth.angle);
    } else if (symbol == '/') {
      turnTurtle(state, 0.f, 1.f, 0.f, growth.roll + off);
    } else if (symbol == 'F' && maker.room() > growth.reserve) {
      growLimb(maker, state, growth);
    } else if (symbol == 'L' && tips.count < tipsMax) {
      tips.at[tips.count] = state.at;
      tips.direction[tips.count] = {state.rotation[1], state.rotation[4], state.rotation[7]};
      tips.length[tips.count] = state.length;
      tips.count++;
    }
  }
}

PIWA_NOINLINE TurtleState plantTurtle(const Spot& at, f32 length, f32 radius) {
  TurtleState state;
  state.at = at;
  identityRotation(state.rotation);
  state.length = length;
  state.radius = radius;
  return state;
}

}  // namespace piwa
