// Human bodies: limb chains in a pose, and the clothes on them.
#pragma once
#include "living-kit.hpp"

namespace piwa {

enum class Stance : i32 { stand, wave, walk, run, sit, dance, cheer, point, kneel, fight };

constexpr i32 stanceCount = 10;

struct Figure {
  f32 head;
  f32 torso;
  f32 legs;
  f32 shoulders;
  f32 hips;
  f32 limb;
  f32 depth;
  Stance stance;
  i32 bottom;
  i32 top;
  i32 hair;
  i32 hat;
  i32 item;
};

struct FigurePaints {
  i32 skin;
  i32 top;
  i32 bottom;
  i32 shoes;
  i32 hair;
  i32 dark;
  i32 accent;
};

/// Where the hands and the feet are, left (+x) and right.
struct Joints {
  Spot elbow[2];
  Spot hand[2];
  Spot knee[2];
  Spot foot[2];
  f32 hipY;
  f32 lean;
};

PIWA_NOINLINE void poseLegs(RandomStream& random, const Figure& f, Joints& j) {
  const f32 l = f.legs;
  const f32 stride = random.between(.25f, .5f);
  const f32 apart = random.between(.9f, 1.5f);
  j.hipY = l;
  j.lean = 0.f;
  for (i32 i = 0; i < 2; i++) {
    const f32 side = i == 0 ? 1.f : -1.f;
    const f32 x = side * f.hips * .55f;
    const f32 step = (i == 0 ? stride : -stride) * l;
    j.knee[i] = {x * apart, l * .5f, .02f};
    j.foot[i] = {x * apart, .05f, 0};
    if (f.stance == Stance::walk || f.stance == Stance::fight) {
      j.knee[i] = {x * apart, l * .5f, step * .7f + .05f};
      j.foot[i] = {x * apart, .05f, step};
    } else if (f.stance == Stance::run) {
      j.knee[i] = {x, l * (i == 0 ? .7f : .5f), i == 0 ? l * .42f : -.02f};
      j.foot[i] = {x, i == 0 ? l * .25f : l * .3f, i == 0 ? l * .45f : -l * .5f};
    } else if (f.stance == Stance::dance && i == 0) {
      j.knee[i] = {x + l * .3f, l * .68f, .15f};
      j.foot[i] = {x + l * .12f, l * .32f, .05f};
    } else if (f.stance == Stance::sit) {
      j.knee[i] = {x * 1.2f, l * .55f, l * .5f};
      j.foot[i] = {x * 1.2f, .05f, l * .52f};
    } else if (f.stance == Stance::kneel) {
      j.knee[i] = i == 0 ? Spot{x, l * .5f, l * .42f} : Spot{x, .06f, .08f};
      j.foot[i] = i == 0 ? Spot{x, .05f, l * .42f} : Spot{x, .07f, -l * .4f};
    }
  }
  j.hipY = f.stance == Stance::sit || f.stance == Stance::kneel ? l * .55f : l;
  j.lean = f.stance == Stance::run ? .25f : f.stance == Stance::walk ? .06f : 0.f;
}

/// Arms by direction: yaw, pitch of the upper arm, then of the lower one.
PIWA_NOINLINE void poseArms(RandomStream& random, const Figure& f, const Spot& chest, Joints& j) {
  const f32 reach = f.torso * .55f + .08f;
  const f32 loose = random.between(.1f, .5f);
  for (i32 i = 0; i < 2; i++) {
    const f32 side = i == 0 ? 1.f : -1.f;
    f32 yaw = halfPi;
    f32 upper = -1.35f + loose * .5f;
    f32 lower = -1.45f + loose * .3f;
    f32 yawLower = 1.1f;
    if (f.stance == Stance::cheer || (f.stance == Stance::wave && i == 1)) {
      upper = .2f + loose;
      lower = 1.2f;
      yawLower = halfPi;
    } else if (f.stance == Stance::walk || f.stance == Stance::run) {
      yaw = (i == 0) == (f.stance == Stance::walk) ? 2.6f : .4f;
      yawLower = yaw > halfPi ? 2.2f : .1f;
      upper = -1.f;
      lower = f.stance == Stance::run ? .1f : -.7f;
    } else if (f.stance == Stance::dance) {
      upper = i == 0 ? .6f : -.2f;
      lower = i == 0 ? 1.1f : -.6f;
    } else if (f.stance == Stance::point && i == 1) {
      yaw = .35f;
      upper = .05f;
      lower = .15f;
      yawLower = .2f;
    } else if (f.stance == Stance::fight) {
      yaw = .6f;
      upper = i == 0 ? -.6f : .1f;
      lower = i == 0 ? .2f : .7f;
      yawLower = .1f;
    } else if (f.stance == Stance::sit || (f.item > 0 && i == 1)) {
      yaw = 1.f;
      upper = -.95f;
      lower = f.stance == Stance::sit ? -.25f : .1f;
      yawLower = .15f;
    }
    const Spot a = aim(yaw, upper);
    const Spot b = aim(yawLower, lower);
    const Spot shoulder{side * f.shoulders, chest.y, chest.z};
    j.elbow[i] = along(shoulder, {a.x * side, a.y, a.z}, reach * .52f);
    j.hand[i] = along(j.elbow[i], {b.x * side, b.y, b.z}, reach * .5f);
  }
}

PIWA_NOINLINE void addFigureLegs(Maker& maker, const Figure& f, const FigurePaints& paints,
                                 const Joints& j) {
  const f32 r = f.limb;
  for (i32 i = 0; i < 2; i++) {
    const f32 side = i == 0 ? 1.f : -1.f;
    const Spot hip{side * f.hips * .5f, j.hipY, 0};
    const bool bare = f.bottom == 1 || f.bottom == 2;
    maker.begin("leg", bare ? paints.skin : paints.bottom);
    maker.limb(hip, j.knee[i], r * 1.25f, r * 1.05f).blend = .02f;
    maker.limb(j.knee[i], j.foot[i], r * 1.05f, r * .9f).blend = .02f;
    maker.begin("shoe", paints.shoes);
    maker
        .ball(j.foot[i].x, j.foot[i].y - .01f, j.foot[i].z + r * .7f, r * 1.05f, r * .95f, r * 1.9f)
        .blend = .01f;
    if (f.bottom == 1) {
      maker.begin("shorts", paints.bottom);
      maker.limb(hip, between(hip, j.knee[i], .7f), r * 1.6f, r * 1.5f);
    }
  }
}

PIWA_NOINLINE void addFigureArms(Maker& maker, const Figure& f, const FigurePaints& paints,
                                 const Spot& chest, const Joints& j) {
  const f32 r = f.limb;
  for (i32 i = 0; i < 2; i++) {
    const f32 side = i == 0 ? 1.f : -1.f;
    const Spot shoulder{side * f.shoulders * .92f, chest.y, chest.z};
    maker.begin("sleeve", paints.top);
    maker.limb(shoulder, j.elbow[i], r * 1.1f, r * .95f).blend = .03f;
    maker.begin(f.top == 1 ? "arm" : "sleeve", f.top == 1 ? paints.skin : paints.top);
    maker.limb(j.elbow[i], j.hand[i], r * .95f, r * .85f).blend = .01f;
    maker.begin("hand", paints.skin);
    maker.ball(j.hand[i].x, j.hand[i].y, j.hand[i].z, r * 1.1f, r * 1.1f, r * 1.1f);
  }
}

PIWA_NOINLINE void addFigureBody(Maker& maker, const Figure& f, const FigurePaints& paints,
                                 const Spot& hip, const Spot& chest) {
  const f32 wide = f.shoulders * .85f;
  maker.begin("hips", f.bottom == 3 ? paints.top : paints.bottom);
  maker.ball(hip.x, hip.y, hip.z, f.hips * 1.08f, f.torso * .24f, f.depth).blend = .03f;
  maker.begin("torso", paints.top);
  Primitive& trunk = oval(maker, shifted(hip, 0, -f.torso * .04f, 0),
                          shifted(chest, 0, f.torso * .2f, 0), wide, f.depth);
  trunk.blend = .03f;
  maker.ball(chest.x, chest.y - .02f, chest.z, f.shoulders * .95f, f.torso * .25f, f.depth * .92f)
      .blend = .05f;
  if (f.bottom >= 2) {
    const f32 low = f.bottom == 2 ? hip.y * .5f : .06f;
    maker.begin(f.bottom == 2 ? "skirt" : "robe", f.bottom == 3 ? paints.top : paints.bottom);
    const f32 half = .5f * (hip.y + f.torso * .15f - low);
    maker
        .cone(hip.x, low + half, hip.z, f.hips * (f.bottom == 2 ? 1.9f : 1.75f), half,
              f.hips * .85f)
        .blend = .02f;
  }
  if (f.top == 2) {
    maker.begin("belt", paints.shoes);
    maker.add({Shape::cylinder, hip.x, hip.y + f.torso * .14f, hip.z, f.hips * 1.02f, .05f, 0.f});
  } else if (f.top == 3) {
    maker.begin("scarf", paints.accent);
    maker.torus(chest.x, chest.y + f.torso * .24f, chest.z, f.head * .5f, .075f);
    maker.limb({f.head * .4f, chest.y + f.torso * .2f, f.depth * .9f},
               {f.head * .5f, chest.y - f.torso * .3f, f.depth * 1.1f}, .07f, .06f);
  } else if (f.top == 4) {
    maker.begin("cape", paints.accent);
    const f32 y = .5f * (chest.y + hip.y * .35f);
    Primitive& cape = maker.cone(0, y, -f.depth * .9f, f.shoulders * 1.25f,
                                 .5f * (chest.y - hip.y * .35f) + .05f, f.shoulders * .7f);
    cape.size[0] = f.shoulders * 1.2f;
    maker.recipe.primitive[maker.recipe.count - 1].hollow = 0.f;
    rotateAround(cape, 1, 0, 0, .12f);
  }
}

}  // namespace piwa
