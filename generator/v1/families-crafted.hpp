// Crafted families: vessels and furniture.
#pragma once
#include "maker.hpp"
#include "primitives.hpp"

namespace piwa {

struct VesselBody {
  f32 size[4];
  f32 wall;
};

/// Bands and studs follow the outline, so that they always touch the wall.
PIWA_NOINLINE void addVesselOrnament(Maker& maker, const VesselBody& body, Phrases& phrases) {
  RandomStream& random = maker.random;
  const bool banded = random.chance(.45f);
  const i32 bands = 1 + random.below(3);
  const f32 bandRadius = random.between(.03f, .05f);
  const f32 bandSpan = random.between(.25f, .6f);
  const bool studded = random.chance(.3f);
  const i32 studs = 5 + random.below(14);
  const f32 studHeight = random.between(-.4f, .3f);
  if (banded) {
    for (i32 i = 0; i < bands; i++) {
      const f32 along = bands == 1 ? 0.f : (f32)i / (f32)(bands - 1) - .5f;
      const f32 y = body.size[1] * bandSpan * 2.f * along;
      const f32 radius = latheRadius<f32>(body.size, y);
      Primitive& band = maker.add({Shape::torus, 0, y, 0, radius, bandRadius, 0}, accentColor);
      band.blend = .02f;
    }
    phrases.addCounted(bands, "raised band", "raised bands");
  }
  if (studded) {
    const f32 y = body.size[1] * studHeight;
    const f32 radius = latheRadius<f32>(body.size, y);
    const Part part{Shape::ellipsoid, radius, y, 0, .05f, .05f, .05f};
    Primitive& stud = maker.add(part, accentColor);
    foldAround(stud, studs);
    phrases.add("a ring of studs");
  }
}

/// Returns the number of handles.
PIWA_NOINLINE i32 addVesselHandles(Maker& maker, const VesselBody& body, Phrases& phrases) {
  RandomStream& random = maker.random;
  const bool handled = random.chance(.6f);
  const f32 height = random.between(-.2f, .2f);
  const f32 radius = random.between(.14f, .25f);
  const f32 thickness = random.between(.035f, .055f);
  const bool paired = random.chance(.4f);
  if (!handled) {
    return 0;
  }
  const f32 x = latheRadius<f32>(body.size, height) + .05f;
  Primitive& handle = maker.add({Shape::torus, x, height, 0, radius, thickness, 0}, mainColor);
  rotateAround(handle, 1.f, 0.f, 0.f, halfPi);
  handle.blend = .03f;
  handle.mirrorX = paired ? 1 : 0;
  phrases.addCounted(paired ? 2 : 1, "handle", "handles");
  return paired ? 2 : 1;
}

/// A solid of revolution with handles, hollowed by its own smaller outline and opened at the top.
PIWA_NOINLINE void makeVessel(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 radius = random.between(.25f, .5f);
  const f32 height = random.between(.4f, .85f);
  const f32 wall = random.between(.065f, .095f);
  const f32 rippleDrawn = random.between(.03f, .16f);
  const f32 phase = random.between(0.f, 6.28f);
  const f32 opening = random.between(.07f, .2f);
  const f32 ripple = smaller(rippleDrawn, (radius - wall - .05f) * .8f);
  const VesselBody body{{radius, height, ripple, phase}, wall};
  maker.add({Shape::lathe, 0, 0, 0, radius, height, ripple, phase}, mainColor);
  Phrases phrases{};
  const i32 handles = addVesselHandles(maker, body, phrases);
  addVesselOrnament(maker, body, phrases);
  const Part hollow{Shape::lathe, 0, 0, 0, radius - wall, height - .06f, ripple, phase};
  maker.cut(hollow, secondColor);
  maker.cut({Shape::cylinder, 0, height, 0, .95f, opening, 0}, secondColor);
  Text& caption = maker.caption;
  startCaption(caption, maker.mainColorWord());
  caption.write(handles == 1   ? " jug"
                : handles == 2 ? " amphora"
                : height > .6f ? " vase"
                : radius > .38f ? " bowl"
                                : " pot");
  phrases.write(caption, " with ");
}

struct SeatFrame {
  f32 width;
  f32 depth;
  f32 top;
  f32 thickness;
  f32 legHeight;
};

PIWA_NOINLINE void addLegs(Maker& maker, const SeatFrame& frame, Phrases& phrases) {
  RandomStream& random = maker.random;
  const i32 kind = random.below(3);
  const f32 radius = random.between(.035f, .07f);
  const f32 x = frame.width - radius * 1.6f;
  const f32 z = frame.depth - radius * 1.6f;
  const f32 half = frame.legHeight;
  Part part{Shape::box, x, frame.top - half, z, radius, half, radius};
  if (kind == 1) {
    part.shape = Shape::cylinder;
  }
  if (kind == 2) {
    part = {Shape::capsule, x, frame.top - half, z, half, radius * .6f, radius * 1.2f};
  }
  Primitive& leg = maker.add(part, mainColor);
  leg.mirrorX = 1;
  leg.mirrorZ = 1;
  phrases.add(kind == 0   ? "four square legs"
              : kind == 1 ? "four cylindrical legs"
                          : "four tapered legs");
}

/// Returns whether there is a back.
PIWA_NOINLINE bool addBack(Maker& maker, const SeatFrame& frame, Phrases& phrases) {
  RandomStream& random = maker.random;
  const bool backed = random.chance(.6f);
  const f32 half = random.between(.15f, .4f);
  const i32 slots = random.below(3);
  if (!backed) {
    return false;
  }
  const f32 y = frame.top + half;
  const f32 z = frame.thickness - frame.depth;
  const Part part{Shape::box, 0, y, z, frame.width, half, frame.thickness};
  Primitive& back = maker.add(part, secondColor);
  back.rounding = .02f;
  if (slots > 0) {
    const f32 x = frame.width * .35f * (f32)slots * .5f;
    Primitive& slot =
        maker.cut({Shape::box, x, y, z, frame.width * .12f, half * .7f, .2f}, secondColor);
    slot.mirrorX = 1;
  }
  phrases.add(slots > 0 ? "a slotted backrest" : half < .25f ? "a low backrest" : "a backrest");
  return true;
}

PIWA_NOINLINE void addSeatExtras(Maker& maker, const SeatFrame& frame, bool backed,
                                 Phrases& phrases) {
  RandomStream& random = maker.random;
  const bool arms = random.chance(.6f);
  const bool shelf = random.chance(.4f);
  const bool drawer = random.chance(.35f);
  const f32 w = frame.width;
  const f32 d = frame.depth;
  const f32 top = frame.top;
  if (arms && backed) {
    Primitive& rest = maker.add({Shape::box, w - .05f, top + .22f, 0, .05f, .035f, d * .85f}, 0);
    rest.rounding = .02f;
    rest.mirrorX = 1;
    const Part part{Shape::cylinder, w - .05f, top + .1f, d * .6f, .035f, .12f, 0};
    maker.add(part, mainColor).mirrorX = 1;
    phrases.add("armrests");
  }
  if (shelf) {
    const f32 y = top - frame.legHeight * 1.2f;
    maker.add({Shape::box, 0, y, 0, w - .035f, .035f, d - .035f}, secondColor);
    phrases.add("a shelf");
  }
  if (drawer) {
    const f32 y = top - .12f;
    maker.add({Shape::box, 0, y, 0, w * .8f, .1f, d * .85f}, secondColor).rounding = .01f;
    const Part knob{Shape::ellipsoid, w * .35f, y, d * .87f, .045f, .045f, .045f};
    maker.add(knob, accentColor).mirrorX = 1;
    phrases.add("a drawer");
  }
}

PIWA_NOINLINE void makeFurniture(Maker& maker) {
  RandomStream& random = maker.random;
  const f32 width = random.between(.35f, .75f);
  const f32 depth = random.between(.3f, .6f);
  const f32 top = random.between(-.2f, .35f);
  const f32 thickness = random.between(.035f, .07f);
  const f32 rounding = random.between(0.f, .03f);
  const bool wooden = random.chance(.55f);
  const f32 woodHue = random.between(.05f, .1f);
  const f32 woodValue = random.between(.35f, .75f);
  if (wooden) {
    maker.palette.color[mainColor] = {woodHue, .6f, woodValue};
    maker.palette.color[secondColor] = {woodHue + .01f, .55f, woodValue * .85f};
  }
  const SeatFrame frame{width, depth, top, thickness, (top + .85f) * .5f};
  Primitive& seat = maker.add({Shape::box, 0, top, 0, width, thickness, depth}, mainColor);
  seat.rounding = rounding;
  Phrases phrases{};
  addLegs(maker, frame, phrases);
  const bool backed = addBack(maker, frame, phrases);
  addSeatExtras(maker, frame, backed, phrases);
  Text& caption = maker.caption;
  startCaption(caption, wooden ? "wooden" : maker.mainColorWord());
  const bool wide = width > .58f;
  caption.write(backed ? (wide ? " bench" : " chair") : top < .05f ? " stool" : " table");
  phrases.write(caption, " with ");
}

}  // namespace piwa
