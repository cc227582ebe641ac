// Characters: people from chibi to tall, posed, dressed, with hair, hats and things in hand.
#pragma once
#include "living-figure.hpp"

namespace piwa {

PIWA_NOINLINE FigurePaints paintFigure(Maker& maker) {
  RandomStream& random = maker.random;
  constexpr Color skins[6] = {{.06f, .3f, .93f},  {.065f, .42f, .82f}, {.06f, .5f, .62f},
                              {.05f, .55f, .42f}, {.05f, .25f, .97f},  {.06f, .55f, .3f}};
  constexpr Color hairs[8] = {{.07f, .6f, .25f}, {.06f, .3f, .1f},  {.11f, .6f, .85f},
                              {.04f, .75f, .6f}, {.1f, .05f, .85f}, {.07f, .65f, .42f},
                              {.95f, .5f, .85f}, {.58f, .5f, .6f}};
  const Color skin = drawFrom(random, skins, 6);
  const Color hair = drawFrom(random, hairs, 8);
  const i32 first = random.below(5);
  const i32 look = random.below(5);
  FigurePaints paints;
  paints.skin = paintAs(maker, Material::skin, skin, Pattern::plain, 3.f);
  paints.top = maker.paintScheme(Material::fabric, first);
  if (look == 0) {
    maker.pattern(paints.top, Pattern::stripes, first + 3, 7.f);
  } else if (look == 1) {
    maker.pattern(paints.top, Pattern::checker, first + 3, 6.f);
  }
  paints.bottom = maker.paintScheme(Material::fabric, first + 1);
  paints.shoes = paintAs(maker, Material::leather, {.06f, .5f, random.between(.15f, .45f)},
                         Pattern::plain, 4.f);
  paints.hair = paintAs(maker, Material::fabric, hair, Pattern::brushed, 6.f);
  paints.dark = paintDark(maker);
  paints.accent = maker.paintScheme(Material::fabric, first + 2);
  return paints;
}

PIWA_NOINLINE Figure drawFigure(RandomStream& random) {
  Figure f;
  const f32 age = random.between(0.f, 1.f);
  f.head = random.between(.17f, .22f);
  f.head += (1.f - age) * random.between(.0f, .13f);
  f.torso = random.between(.42f, .56f) * (.62f + .45f * age);
  f.legs = random.between(.55f, .8f) * (.45f + .6f * age);
  f.shoulders = random.between(.19f, .3f);
  f.hips = random.between(.15f, .26f);
  f.limb = random.between(.058f, .085f);
  f.depth = random.between(.13f, .22f);
  f.stance = (Stance)random.below(stanceCount);
  f.bottom = random.below(4);
  f.top = random.below(5);
  f.hair = random.below(7);
  f.hat = random.below(12);
  f.item = random.below(16);
  f.hat = f.hat > 6 ? 0 : f.hat;
  f.item = f.item > 8 ? 0 : f.item;
  const bool rises = f.hair == 3 || f.hair == 4 || f.hair == 6;
  f.hair = f.hat > 0 && rises ? 1 + f.hair % 2 : f.hair;
  return f;
}

PIWA_NOINLINE void addFace(Maker& maker, const Figure& f, const FigurePaints& paints) {
  RandomStream& random = maker.random;
  const f32 r = f.head;
  const bool bearded = random.chance(.2f);
  const bool glasses = random.chance(.15f);
  maker.begin("head", paints.skin);
  maker.ball(0, 0, 0, r * .95f, r, r * .95f);
  addHair(maker, f, paints);
  addHat(maker, f, paints);
  maker.begin("face", paints.skin);
  maker.ball(0, -r * .18f, r * .24f, r * .78f, r * .72f, r * .76f);
  maker.begin("nose", paints.skin);
  maker.ball(0, -r * .15f, r * 1.f, .055f, .055f, .06f);
  maker.begin("ear", paints.skin);
  maker.ball(r * .95f, -r * .08f, 0, .055f, r * .22f, .065f).mirrorX = 1;
  if (bearded) {
    maker.begin("beard", paints.hair);
    maker.ball(0, -r * .7f, r * .55f, r * .6f, r * .5f, r * .45f);
    maker.phrases.add("a beard");
  }
  eyePair(maker, paints.dark, {r * .36f, r * .08f, r * .86f}, larger(.052f, r * .17f));
  if (glasses) {
    maker.begin("glasses", paints.dark);
    Primitive& rim = maker.torus(r * .36f, r * .08f, r * .95f, r * .3f, .045f);
    rotateAround(rim, 1, 0, 0, halfPi);
    rim.mirrorX = 1;
    maker.phrases.add("glasses");
  }
}

PIWA_NOINLINE void addSeat(Maker& maker, const Figure& f, f32 y) {
  const i32 kind = maker.random.below(3);
  const i32 paint = kind == 0   ? maker.paintNatural(Material::wood)
                    : kind == 1 ? maker.paintNatural(Material::stone)
                                : maker.paintScheme(Material::plastic, 3);
  maker.begin(kind == 0 ? "stool" : kind == 1 ? "rock" : "box", paint);
  const f32 top = y - f.torso * .16f;
  if (kind == 0) {
    maker.cylinder(0, top - .05f, -.02f, f.hips * 1.3f, .06f, .02f);
    Primitive& leg = maker.limb({f.hips * .6f, top - .05f, f.hips * .5f},
                                {f.hips * 1.1f, 0, f.hips * .9f}, .055f, .05f);
    leg.mirrorX = 1;
    leg.mirrorZ = 1;
  } else if (kind == 1) {
    maker.roughen(maker.ball(0, top * .45f, -.03f, f.hips * 1.6f, top * .6f, f.hips * 1.4f), .06f,
                  4.f);
  } else {
    maker.box(0, top * .5f, -.03f, f.hips * 1.3f, top * .5f, f.hips * 1.1f, .03f);
  }
}

PIWA_NOINLINE void describeFigure(Maker& maker, const Figure& f, const FigurePaints& paints) {
  constexpr const char* stances[stanceCount] = {"standing", "waving",  "walking",  "running",
                                                "sitting",  "dancing", "cheering", "pointing",
                                                "kneeling", "sparring"};
  constexpr const char* hairs[7] = {"a bald head", "short hair", "long hair", "a bun",
                                    "spiky hair",  "pigtails",   "curly hair"};
  constexpr const char* hats[7] = {"",        "a cap",    "a top hat",  "a pointed hat",
                                   "a crown", "a helmet", "a straw hat"};
  constexpr const char* items[9] = {"",         "a staff", "a sword", "a balloon", "a bag",
                                    "a shield", "a ball",  "a book",  "a flag"};
  constexpr const char* bottoms[4] = {" trousers", " shorts", " skirt", " robe"};
  const bool child = f.head / (f.torso + f.legs) > .3f;
  Text& caption = maker.caption;
  startCaption(caption, stances[(i32)f.stance]);
  caption.write(child ? " big-headed figure in " : " person in ");
  startCaption(caption, maker.colorOf(paints.top));
  caption.write(f.bottom == 3 ? "" : " top and ");
  if (f.bottom != 3) {
    caption.write(f.bottom == 2 ? "a " : "");
    caption.write(maker.colorOf(paints.bottom));
  }
  caption.write(bottoms[f.bottom]);
  maker.phrases.add(hairs[f.hair]);
  if (f.hat > 0) {
    maker.phrases.add(hats[f.hat]);
  }
  if (f.item > 0) {
    maker.phrases.add(items[f.item]);
  }
  if (f.top == 4) {
    maker.phrases.add("a cape");
  } else if (f.top == 3) {
    maker.phrases.add("a scarf");
  }
  maker.phrases.write(caption, " with ");
  maker.tag("figurine.n.01");
  maker.tag("person.n.01");
}

PIWA_NOINLINE void makeCharacter(Maker& maker) {
  RandomStream& random = maker.random;
  const Figure f = drawFigure(random);
  const FigurePaints paints = paintFigure(maker);
  Joints joints;
  poseLegs(random, f, joints);
  const f32 sway = random.between(-.12f, .12f);
  const Spot hip{0, joints.hipY, 0};
  const Spot chest{sway * .5f, joints.hipY + f.torso * .8f, f.torso * joints.lean};
  poseArms(random, f, chest, joints);
  addFigureLegs(maker, f, paints, joints);
  addFigureBody(maker, f, paints, hip, chest);
  addFigureArms(maker, f, paints, chest, joints);
  const Spot neck{chest.x, chest.y + f.torso * .2f, chest.z};
  const Spot head{chest.x + sway * .3f, neck.y + f.head * .95f,
                  chest.z + f.torso * joints.lean * .3f + .02f};
  maker.begin("neck", paints.skin);
  maker.limb(shifted(neck, 0, -.05f, 0), head, f.limb * 1.1f, f.limb * 1.1f).blend = .02f;
  const f32 look = random.between(-.6f, .6f);
  const f32 tilt = random.between(-.18f, .18f);
  const i32 outer = maker.openFrame(head.x, head.y, head.z, look, 1.f);
  maker.tiltFrame(0.f, 0.f, 1.f, tilt);
  addFace(maker, f, paints);
  maker.closeFrame(outer);
  addHeldItem(maker, f, paints, joints.hand[1]);
  if (f.stance == Stance::sit) {
    addSeat(maker, f, joints.hipY);
  }
  describeFigure(maker, f, paints);
}

}  // namespace piwa
