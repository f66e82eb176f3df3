// The signs on the map. Each says its state by shape and by colour, so that it also reads in grey.
'use strict';

window.ioc = window.ioc || {};

(function () {
    const ONLINE = 0, UNKNOWN = 1, DEGRADED = 2, OFFLINE = 3;

    function outlined(pen, ground, fill) {
        pen.lineWidth = 3;
        pen.strokeStyle = ground;
        pen.stroke();
        pen.fillStyle = fill;
        pen.fill();
    }

    function diamond(pen, x, y, size) {
        pen.beginPath();
        pen.moveTo(x, y - size);
        pen.lineTo(x + size, y);
        pen.lineTo(x, y + size);
        pen.lineTo(x - size, y);
        pen.closePath();
    }

    function triangle(pen, x, y, size) {
        pen.beginPath();
        pen.moveTo(x, y - size);
        pen.lineTo(x + size, y + size * 0.8);
        pen.lineTo(x - size, y + size * 0.8);
        pen.closePath();
    }

    // One camera: grey dot, hollow square, orange triangle, red diamond.
    function point(pen, look, worst, x, y) {
        if (worst === OFFLINE) {
            diamond(pen, x, y, 7.5);
            outlined(pen, look.ground, look.critical);
        } else if (worst === DEGRADED) {
            triangle(pen, x, y, 6.5);
            outlined(pen, look.ground, look.warning);
        } else if (worst === UNKNOWN) {
            pen.setLineDash([2, 1.5]);
            pen.lineWidth = 1.5;
            pen.strokeStyle = look.text;
            pen.fillStyle = look.ground;
            pen.fillRect(x - 4.5, y - 4.5, 9, 9);
            pen.strokeRect(x - 4.5, y - 4.5, 9, 9);
            pen.setLineDash([]);
        } else {
            pen.beginPath();
            pen.arc(x, y, 4.2, 0, 2 * Math.PI);
            outlined(pen, look.ground, look.normal);
        }
    }

    // Several cameras: a circle with their number; the part of the ring that is coloured is the part in trouble.
    function circle(pen, look, group, x, y) {
        const radius = ioc.radius(group), dark = group.worst === OFFLINE ? group.bad : 0;
        pen.beginPath();
        pen.arc(x, y, radius, 0, 2 * Math.PI);
        pen.fillStyle = look.raised;
        pen.fill();
        pen.lineWidth = 2;
        pen.strokeStyle = look.normal;
        pen.stroke();
        if (group.worst >= DEGRADED) {
            const part = Math.max(group.bad / group.n, 0.08), top = -Math.PI / 2;
            pen.beginPath();
            pen.arc(x, y, radius, top, top + part * 2 * Math.PI);
            pen.lineWidth = 3.5;
            pen.strokeStyle = dark ? look.critical : look.warning;
            pen.stroke();
        }
        pen.font = '600 ' + (dark ? 11 : 12) + 'px ' + look.font;
        pen.textAlign = 'center';
        pen.textBaseline = 'middle';
        pen.fillStyle = look.text;
        pen.fillText(dark ? dark + '/' + group.n : String(group.n), x, y + 0.5);
        if (group.worst >= DEGRADED) {
            const shift = radius * 0.72;
            if (dark) {
                diamond(pen, x + shift, y - shift, 5);
            } else {
                triangle(pen, x + shift, y - shift, 4.5);
            }
            outlined(pen, look.ground, dark ? look.critical : look.warning);
        }
    }

    // What surrounds a group that has an alert.
    function halo(pen, look, group, x, y) {
        pen.beginPath();
        pen.arc(x, y, ioc.radius(group) + 6, 0, 2 * Math.PI);
        pen.globalAlpha = 0.55;
        pen.lineWidth = 2;
        pen.strokeStyle = group.worst === DEGRADED ? look.warning : look.critical;
        pen.stroke();
        pen.globalAlpha = 1;
    }

    // How many of a circle are dark, in words beside it where they are several or alerted: the gravest first, and
    // only where there is room.
    function captions(pen, look, groups, words, left, right) {
        const wanted = groups.filter((group) =>
            group.n > 1 && group.worst === OFFLINE && (group.alerted || group.bad > 2));
        const taken = [];
        wanted.sort((one, other) => other.bad - one.bad);
        pen.font = '600 12px ' + look.font;
        pen.textAlign = 'left';
        pen.textBaseline = 'middle';
        pen.lineJoin = 'round';
        for (const group of wanted.slice(0, 40)) {
            const text = '◆ ' + group.bad + ' ' + words.offline, width = pen.measureText(text).width;
            const away = ioc.radius(group) + 11;
            const starts = [group.px + away, group.px - away - width];
            const start = starts.find((x) => x >= left && x + width <= right && free(x, group.py, width));
            if (start !== undefined) {
                taken.push([start, group.py, width]);
                pen.lineWidth = 4;
                pen.strokeStyle = look.ground;
                pen.fillStyle = look.critical;
                pen.strokeText(text, start, group.py);
                pen.fillText(text, start, group.py);
            }
        }

        function free(x, y, width) {
            return !taken.some(([start, middle, long]) =>
                Math.abs(middle - y) < 18 && start < x + width && x < start + long) &&
                !groups.some((group) => {
                    // A word may stand on a dot that is well, on nothing else.
                    const radius = ioc.radius(group) + 2, well = group.n === 1 && !group.worst;
                    return !well && Math.abs(group.py - y) < radius + 7 && group.px > x - radius && group.px < x + width + radius;
                });
        }
    }

    // Around the chosen camera, or the circle that holds it.
    function ring(pen, look, group, x, y) {
        pen.beginPath();
        pen.arc(x, y, ioc.radius(group) + 5, 0, 2 * Math.PI);
        pen.lineWidth = 5;
        pen.strokeStyle = look.ground;
        pen.stroke();
        pen.lineWidth = 2.5;
        pen.strokeStyle = look.text;
        pen.stroke();
    }

    ioc.radius = function (group) {
        if (group.n === 1) {
            return 6;
        }
        const wide = group.worst === OFFLINE ? String(group.bad).length + 1 : 0;
        return Math.max(12, 5 + 3.4 * (String(group.n).length + wide));
    };
    ioc.shapes = {point, circle, halo, captions, ring};
})();
