// What a material looks like: its pattern, roughness and metalness, drawn within its own range.
#pragma once
#include "recipe.hpp"

namespace piwa {

PIWA_NOINLINE void drawSurface(RandomStream& random, Paint& p) {
  const f32 roll = random.unit();
  const i32 rough = random.below(20);
  const f32 frequency = random.between(.7f, 1.4f);
  p.metallicPercent = p.kind == Material::metal ? 100 : 0;
  switch (p.kind) {
    case Material::wood:
      p.pattern = Pattern::grain;
      p.frequency = 5.f * frequency;
      p.roughnessPercent = 55 + rough;
      break;
    case Material::metal:
      p.pattern = roll < .6f ? Pattern::brushed : roll < .8f ? Pattern::plain : Pattern::mottled;
      p.frequency = 5.f * frequency;
      p.roughnessPercent = 18 + rough * 2;
      break;
    case Material::ceramic:
      p.pattern = roll < .5f ? Pattern::plain : roll < .75f ? Pattern::speckled : Pattern::mottled;
      p.frequency = 6.f * frequency;
      p.roughnessPercent = 12 + rough * 2;
      break;
    case Material::fabric:
      p.pattern = roll < .5f ? Pattern::weave : roll < .75f ? Pattern::mottled : Pattern::plain;
      p.frequency = 7.f * frequency;
      p.roughnessPercent = 80 + rough;
      break;
    case Material::stone:
      p.pattern = roll < .4f ? Pattern::mottled : roll < .7f ? Pattern::speckled : Pattern::veined;
      p.frequency = 4.f * frequency;
      p.roughnessPercent = 70 + rough;
      break;
    case Material::glass:
      p.pattern = Pattern::plain;
      p.frequency = 2.f * frequency;
      p.roughnessPercent = 3 + rough / 4;
      break;
    case Material::skin:
      p.pattern = roll < .5f ? Pattern::mottled : roll < .75f ? Pattern::plain : Pattern::patches;
      p.frequency = 4.f * frequency;
      p.roughnessPercent = 55 + rough;
      break;
    case Material::leaf:
      p.pattern = Pattern::mottled;
      p.frequency = 6.f * frequency;
      p.roughnessPercent = 60 + rough;
      break;
    case Material::leather:
      p.pattern = Pattern::speckled;
      p.frequency = 8.f * frequency;
      p.roughnessPercent = 50 + rough;
      break;
    case Material::food:
      p.pattern = roll < .6f ? Pattern::mottled : Pattern::speckled;
      p.frequency = 5.f * frequency;
      p.roughnessPercent = 45 + rough;
      break;
    default:
      p.pattern = Pattern::plain;
      p.frequency = 4.f * frequency;
      p.roughnessPercent = p.kind == Material::paper ? 85 : 30 + rough * 2;
      break;
  }
}

}  // namespace piwa
