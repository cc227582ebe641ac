// Mushrooms: caps of many outlines, spots, rings, groups on moss, brackets on a log, morels.
#pragma once
#include "living-kit.hpp"

namespace piwa {

struct CapShape {
  i32 kind;
  f32 wide;
  f32 high;
  f32 stem;
  i32 cap;
  i32 gill;
  i32 stalk;
  i32 spot;
};

/// A dome with a flat underside.
PIWA_NOINLINE void domeCap(Maker& maker, const CapShape& m, f32 tall) {
  constexpr f32 outline[latheRadii] = {.98f, 1.f, 1.03f, .98f, .84f, .62f, .3f, .06f};
  f32 radii[latheRadii];
  for (i32 i = 0; i < latheRadii; i++) {
    radii[i] = outline[i] * m.wide;
  }
  maker.lathe(0, tall + m.high * .42f, 0, m.high * .57f, radii, 0.f);
}

/// One mushroom in a frame of its own: its foot at the origin, about one unit tall.
PIWA_NOINLINE void oneMushroom(Maker& maker, const CapShape& m, const Spot& at, f32 yaw, f32 lean,
                               f32 scale, f32 tall) {
  RandomStream& random = maker.random;
  const i32 spots = random.below(3);
  const bool ringed = random.chance(.4f);
  const i32 outer = maker.openFrame(at.x, at.y, at.z, yaw, scale);
  maker.tiltFrame(1.f, 0.f, 0.f, lean);
  maker.begin("stem", m.stalk);
  maker.cone(0, tall * .5f, 0, m.stem * 1.35f, tall * .5f, m.stem).blend = .02f;
  maker.ball(0, .06f, 0, m.stem * 1.6f, .14f, m.stem * 1.6f).blend = .06f;
  if (ringed) {
    maker.cone(0, tall * .6f, 0, m.stem * 1.9f, .07f, m.stem * .9f);
  }
  maker.begin("cap", m.cap);
  switch (m.kind) {
    case 0:
      domeCap(maker, m, tall);
      break;
    case 1:
      maker.cone(0, tall + m.high * .4f, 0, m.wide * .9f, m.high * .7f, .05f).blend = .03f;
      maker.torus(0, tall - m.high * .28f, 0, m.wide * .82f, .085f).blend = .06f;
      break;
    case 2:
      maker.ball(0, tall + m.high * .2f, 0, m.wide * .62f, m.high * 1.6f, m.wide * .62f);
      break;
    case 3:
      maker.cone(0, tall - .02f, 0, m.stem, m.high * .7f, m.wide).blend = .04f;
      maker.torus(0, tall + m.high * .6f, 0, m.wide * .86f, .1f).blend = .05f;
      break;
    case 4:
      maker.roughen(
          maker.ball(0, tall + m.high * .5f, 0, m.wide * .6f, m.high * 1.5f, m.wide * .6f), .055f,
          5.f);
      break;
    default:
      maker.ball(0, tall + .03f, 0, m.wide, .12f + m.high * .15f, m.wide);
      maker.ball(0, tall + .08f, 0, m.wide * .3f, .12f + m.high * .3f, m.wide * .3f).blend = .12f;
      break;
  }
  if (m.kind == 0 || m.kind == 5) {
    maker.begin("gills", m.gill);
    maker.cylinder(0, tall - (m.kind == 0 ? m.high * .15f : .05f), 0, m.wide * .84f, .055f, .02f);
  }
  if (m.spot >= 0 && m.kind <= 1) {
    maker.begin("spot", m.spot);
    for (i32 ring = 0; ring < 2; ring++) {
      const f32 pitch = ring == 0 ? .45f : .95f;
      const Spot out = aim(ring == 0 ? halfPi : halfPi - .5f, pitch);
      const bool cone = m.kind == 1;
      const f32 x = cone ? m.wide * (ring == 0 ? .55f : .3f) : m.wide * .97f;
      const f32 y = cone ? tall + m.high * (ring == 0 ? .22f : .55f) : tall + out.y * m.high * .95f;
      Primitive& one =
          maker.ball(cone ? x : out.x * x, y, cone ? 0.f : out.z * x, .11f, .09f, .11f);
      one.foldAngle = fullTurn / (f32)(5 + spots - ring * 2);
    }
    maker.ball(0, tall + m.high * (m.kind == 1 ? 1.02f : .97f), 0, .12f, .09f, .12f);
  }
  maker.closeFrame(outer);
}

/// Returns how far out mushrooms may stand.
PIWA_NOINLINE f32 mossyGround(Maker& maker, i32 kind) {
  RandomStream& random = maker.random;
  const f32 wide = random.between(.45f, .9f);
  const f32 deep = wide * random.between(.6f, 1.f);
  maker.begin("ground", paintAs(maker, Material::leaf, {random.between(.22f, .3f), .55f, .42f},
                                Pattern::mottled, 8.f));
  if (kind == 0) {
    maker.ball(0, -.08f, 0, wide, .16f, deep);
    maker.ball(wide * .5f, -.1f, deep * .4f, wide * .55f, .15f, deep * .6f).blend = .08f;
    maker.ball(-wide * .4f, -.1f, -deep * .5f, wide * .6f, .14f, deep * .5f).blend = .08f;
  } else if (kind == 1) {
    maker.cylinder(0, -.08f, 0, wide, .1f, .04f);
  } else {
    maker.begin("stump", paintAs(maker, Material::wood, barkColor(random), Pattern::grain, 5.f));
    maker.cone(0, -.3f, 0, wide * .75f, .34f, wide * .62f);
    Primitive& root = maker.limb({wide * .5f, -.4f, 0}, {wide * 1.2f, -.62f, 0}, .14f, .07f);
    root.foldAngle = fullTurn / 5.f;
    root.blend = .08f;
    maker.phrases.add("a tree stump under them");
  }
  const i32 blades = random.below(4);
  if (blades > 0) {
    maker.begin("grass", maker.paint(Material::leaf, greenColor(random)));
    for (i32 i = 0; i < blades * 2; i++) {
      const f32 yaw = random.between(0.f, fullTurn);
      const Spot root = along({0, -.02f, 0}, aim(yaw, 0.f), wide * .62f);
      blade(maker, root, yaw, 1.2f, {.055f, .17f, .05f});
    }
  }
  return kind == 0 ? deep * .8f : kind == 1 ? wide * .85f : wide * .5f;
}

/// Shelves that grow from the side of a trunk or a lying log.
PIWA_NOINLINE void bracketFungus(Maker& maker, const CapShape& m) {
  RandomStream& random = maker.random;
  const bool lying = random.chance(.4f);
  const i32 shelves = 3 + random.below(5);
  const f32 radius = random.between(.2f, .34f);
  const f32 lean = random.between(-.15f, .15f);
  maker.begin("log", paintAs(maker, Material::wood, barkColor(random), Pattern::grain, 5.f));
  Primitive& log = maker.cylinder(0, 0, 0, radius, .95f, .04f);
  rotateAround(log, 0, 0, 1, lying ? halfPi : lean);
  maker.roughen(log, .04f, 4.f);
  maker.limb({0, 0, -radius * .5f}, {.15f, .45f, -radius - .3f}, .1f, .07f).blend = .05f;
  for (i32 i = 0; i < shelves; i++) {
    const f32 t = ((f32)i + .5f) / (f32)shelves * 1.7f - .85f;
    const f32 size = m.wide * random.between(.5f, .95f);
    const f32 yaw = random.between(-1.7f, 1.7f);
    const Spot at = lying ? Spot{t, radius * random.between(-.2f, .5f), radius * .85f}
                          : Spot{radius * .8f * sineCosine(yaw).sine - lean * t, t,
                                 radius * .8f * sineCosine(yaw).cosine};
    maker.begin("shelf", m.cap);
    maker.ball(at.x, at.y, at.z, size * .8f, .085f, size * .62f).blend = .02f;
    maker.begin("underside", m.gill);
    maker.ball(at.x, at.y - .06f, at.z, size * .66f, .065f, size * .5f);
  }
  maker.phrases.addCounted(shelves, "shelf", "shelves");
}

/// Count 0 is for shelves on a log.
PIWA_NOINLINE void describeMushrooms(Maker& maker, const CapShape& m, const char* name, i32 count) {
  Text& caption = maker.caption;
  if (count == 0) {
    startCaption(caption, maker.colorOf(m.cap));
    caption.write(" bracket fungus on a log");
  } else if (count == 1) {
    startCaption(caption, maker.colorOf(m.cap));
    caption.put(' ');
    caption.write(name);
  } else {
    caption.write("a group of ");
    writeNumber(caption, count);
    caption.put(' ');
    caption.write(maker.colorOf(m.cap));
    caption.put(' ');
    caption.write(name);
    caption.put('s');
  }
}

PIWA_NOINLINE void makeMushroom(Maker& maker) {
  RandomStream& random = maker.random;
  constexpr const char* names[6] = {
      "toadstool", "pointed mushroom",    "egg-capped mushroom", "funnel mushroom",
      "morel",     "flat-capped mushroom"};
  constexpr Color caps[7] = {{.0f, .82f, .8f}, {.07f, .6f, .55f}, {.09f, .45f, .82f},
                             {.1f, .2f, .92f}, {.75f, .4f, .65f}, {.05f, .75f, .85f},
                             {.12f, .6f, .88f}};
  const Color cap = drawFrom(random, caps, 7);
  const i32 setting = random.below(6);
  const bool spotted = random.chance(.55f);
  CapShape m;
  m.kind = random.below(6);
  m.cap =
      paintAs(maker, Material::skin, cap, m.kind == 4 ? Pattern::speckled : Pattern::plain, 6.f);
  m.stalk = paintAs(maker, Material::skin, {.11f, random.between(.05f, .25f), .93f},
                    Pattern::brushed, 6.f);
  m.gill = paintAs(maker, Material::skin, {.09f, .3f, .8f}, Pattern::brushed, 8.f);
  m.spot = spotted ? paintWhite(maker) : -1;
  m.wide = random.between(.36f, .8f);
  m.high = random.between(.25f, .6f);
  m.stem = random.between(.08f, .2f);
  const i32 count = setting == 0 ? 1 : setting <= 4 ? 2 + random.below(5) : 0;
  f32 room = 1.f;
  if (setting == 5) {
    bracketFungus(maker, m);
  } else {
    room = mossyGround(maker, random.below(3));
  }
  const f32 spread = smaller(random.between(.25f, .5f), room);
  i32 made = 0;
  for (i32 i = 0; i < count && maker.room() > 10; i++) {
    made++;
    const f32 yaw = 2.4f * (f32)i + random.between(-.5f, .5f);
    const f32 lean = random.between(0.f, .4f);
    const f32 size = i == 0 ? 1.f : random.between(.35f, .8f);
    const f32 tall = random.between(.45f, 1.15f);
    const f32 away = i == 0 && count > 2 ? .05f : count == 1 ? 0.f : spread;
    oneMushroom(maker, m, along({0, -.04f, 0}, aim(yaw, 0.f), away), yaw, lean, size, tall);
  }
  describeMushrooms(maker, m, names[m.kind], made);
  if (spotted && setting != 5 && m.kind <= 1) {
    maker.phrases.add("white spots");
  }
  maker.phrases.write(maker.caption, " with ");
  maker.tag("mushroom.n.02");
  maker.tag("fungus.n.01");
}

}  // namespace piwa
